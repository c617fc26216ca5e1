import { z } from "zod";
import { Budget, Certificate, Contract, costKinds, Tariff } from "../../../facility/maintenance/index.ts";
import { Text } from "../../../facility/units/index.ts";

const maybe = z.number().nullable();
const expiry = z.object({ is: z.enum(["valid", "soon", "expired"]), days: z.int() });

/** A contract with how it stands and what its people really did. */
export const ContractView = z.object({
  contract: Contract,
  expiry,
  notice: Text.nullable(),
  assets: z.int().describe("how many assets it covers today"),
  scorecard: z.object({
    orders: z.int(),
    meanArrivalMinutes: maybe,
    arrivedInTime: maybe,
    repairedInTime: maybe,
    meanRepairHours: maybe,
    firstTimeFix: maybe,
    repeats: z.int(),
    visitsDue: z.int(),
    visitsInTime: z.int(),
    penaltiesCny: z.number(),
    rescues: z.int().describe("emergencies of the last year to which its people were called"),
    meanRescueMinutes: maybe,
    rescuesInTime: maybe,
  }),
});
export type ContractView = z.infer<typeof ContractView>;
export const ContractList = z.object({ contracts: z.array(ContractView) });
export type ContractList = z.infer<typeof ContractList>;

export const CertificateView = z.object({ certificate: Certificate, holderName: Text, expiry });
export type CertificateView = z.infer<typeof CertificateView>;
export const CertificateList = z.object({ certificates: z.array(CertificateView) });
export type CertificateList = z.infer<typeof CertificateList>;

/** GET /api/maintenance/costs */
export const CostView = z.object({
  site: z.string(),
  year: z.int(),
  lines: z.array(
    z.object({
      system: z.enum(["lift", "fire", "water", "power", "network", "estate"]),
      kind: z.enum(costKinds),
      budget: z.number(),
      spent: z.number(),
      accrued: z.number(),
      committed: z.number(),
      months: z.array(z.number()),
    }),
  ),
  energy: z
    .object({
      month: z.string(),
      kwh: z.number(),
      cny: z.number(),
      bands: z.array(z.object({ name: Text, kwh: z.number(), cny: z.number() })),
    })
    .nullable()
    .describe("the month under way, from the meters at the tariff"),
  tariff: Tariff.nullable(),
  years: z.array(z.int()).describe("years with money in them"),
});
export type CostView = z.infer<typeof CostView>;
export const BudgetBody = Budget.omit({ id: true });
export type BudgetBody = z.input<typeof BudgetBody>;
export { Tariff } from "../../../facility/maintenance/index.ts";
