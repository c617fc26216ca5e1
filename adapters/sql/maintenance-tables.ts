import type { Role } from "../../api/ports.ts";

/** Rows of the maintenance part; `*_json` columns hold the noun itself. */
export interface MaintenanceTables {
  files: {
    /** SHA-256 of the bytes, hex. */
    id: string;
    name: string;
    type: string;
    bytes: number;
    kept_by: string;
    kept_at: number;
    /** The least role that may read it. */
    readers: Role;
  };
}
