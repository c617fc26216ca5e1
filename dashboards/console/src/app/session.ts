import { useQuery } from "@tanstack/react-query";
import type { SessionView } from "../../../../api/contract/index.ts";
import { aboutQuery, sessionQuery } from "./api.ts";

/** Who is signed in; undefined on the sign-in page. */
export const useSession = (): SessionView | undefined => useQuery(sessionQuery).data ?? undefined;

/** Whether the plant behind the server is a simulated one; false until that is known. */
export const useSimulated = (): boolean => useQuery(aboutQuery).data?.simulated === true;

/** Everyone but a viewer may acknowledge; the server decides, this only spares a vain click. */
export const useMayAct = (): boolean => {
  const session = useSession();
  return session !== undefined && session.role !== "viewer";
};

/** Rules, gateways, tokens of programs, faults of the simulated plant: for engineers and those above. */
export const useMaySteer = (): boolean => {
  const session = useSession();
  return session !== undefined && session.role !== "viewer" && session.role !== "technician";
};

/** Shelving and taking out of service silence alarms: for engineers and those above. */
export const useMayShelve = useMaySteer;

/** What binds the whole house, such as how long data is kept, is for managers and administrators. */
export const useMayManage = (): boolean => {
  const session = useSession();
  return session?.role === "manager" || session?.role === "admin";
};
