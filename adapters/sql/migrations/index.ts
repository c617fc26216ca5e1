/**
 * Every change of the tables, in order of its name. A migration that has been released is never edited; each part
 * brings its own, named after it, in a file beside its stores or here.
 */
import type { Migration } from "kysely/migration";
import { auditMigrations } from "../audit.ts";
import type { Dialect } from "../dialect.ts";
import { secondFactorMigrations } from "../second-factor.ts";
import { signOnMigrations } from "../sign-on.ts";
import { emergencyMigrations } from "./emergency.ts";
import { firstMigrations } from "./first.ts";
import { lifecycleMigrations } from "./lifecycle.ts";
import { maintenanceMigrations } from "./maintenance.ts";
import { oncallMigrations } from "./oncall.ts";
import { peopleMigrations } from "./people.ts";
import { readingMigrations } from "./readings.ts";

export function migrations(dialect: Dialect): Record<string, Migration> {
  return {
    ...firstMigrations(dialect),
    ...oncallMigrations(dialect),
    ...maintenanceMigrations(dialect),
    ...lifecycleMigrations(dialect),
    ...emergencyMigrations(dialect),
    ...auditMigrations(dialect),
    ...peopleMigrations,
    ...readingMigrations,
    ...secondFactorMigrations,
    ...signOnMigrations,
  };
}
