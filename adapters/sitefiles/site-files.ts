import type { SiteFiles } from "../../api/ports.ts";
import { type Import, readRegister, writeRegister } from "../../facility/assets/index.ts";
import type { EquipmentType } from "../../facility/catalog/index.ts";
import { type Text, text } from "../../facility/units/index.ts";
import { readCsv, writeCsv } from "./csv.ts";
import { readXlsx, writeXlsx } from "./xlsx.ts";
import { parseSiteYaml, siteYaml } from "./yaml.ts";

export const siteFiles = (types: readonly EquipmentType[]): SiteFiles => ({
  async read(format, bytes, over) {
    if (format === "yaml") return parseSiteYaml(new TextDecoder().decode(bytes));
    if (!over)
      return refused(
        text(
          "A register belongs to a site. Choose the site; a new one comes in as YAML first.",
          "台账必须对应一个项目。请先选择项目；新项目请先用 YAML 导入。",
        ),
      );
    const sheet = format === "csv" ? readCsv(bytes) : await readXlsx(bytes);
    return sheet.ok ? readRegister(sheet.cells, over, types) : refused(sheet.problem);
  },

  async write(format, file, language) {
    switch (format) {
      case "yaml":
        return new TextEncoder().encode(siteYaml(file));
      case "csv":
        return new TextEncoder().encode(writeCsv(writeRegister(file, language)));
      case "xlsx":
        return await writeXlsx(writeRegister(file, language), file.site.name[language]);
      default:
        return format satisfies never;
    }
  },
});

const refused = (problem: Text): Import => ({ ok: false, problems: [{ row: null, column: null, problem }] });
