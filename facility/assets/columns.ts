import { type Text, text } from "../units/index.ts";

/** What a cell of the register holds; the console's form draws its fields by the same word. */
export type ColumnKind =
  | "slug"
  | "type"
  | "words"
  | "place"
  | "places"
  | "assets"
  | "tags"
  | "day"
  | "money"
  | "flag"
  | "grade";

export interface RegisterColumn {
  readonly id: string;
  /** Where the value stands in an asset of a site file, for example `name.zh`. */
  readonly path: string;
  readonly label: Text;
  readonly kind: ColumnKind;
}

const column = (id: string, path: string, kind: ColumnKind, en: string, zh: string): RegisterColumn => ({
  id,
  path,
  kind,
  label: text(en, zh),
});

/** The asset register as managers keep it, left to right. A heading may be the id or either label. */
export const registerColumns = [
  column("id", "id", "slug", "ID", "编号"),
  column("type", "type", "type", "Type", "设备类型"),
  column("name_zh", "name.zh", "words", "Name (Chinese)", "名称"),
  column("name_en", "name.en", "words", "Name (English)", "英文名称"),
  column("place", "in", "place", "Place", "位置"),
  column("make", "make", "words", "Make", "品牌"),
  column("model", "model", "words", "Model", "型号"),
  column("serial", "serial", "words", "Serial number", "出厂编号"),
  column("installed", "installed", "day", "Installed", "安装日期"),
  column("warranty_until", "warrantyUntil", "day", "Warranty until", "质保到期"),
  column("cost_cny", "costCny", "money", "Cost (CNY)", "购置成本（元）"),
  column("tags", "tags", "tags", "Tags", "标签"),
  column("feeds", "feeds", "assets", "Feeds", "供给设备"),
  column("serves", "serves", "places", "Serves", "服务区域"),
  column("out_of_service", "outOfService", "flag", "Out of service", "停用"),
  column("criticality_people", "criticality.people", "grade", "Criticality: people", "重要度：人身"),
  column("criticality_service", "criticality.service", "grade", "Criticality: service", "重要度：服务"),
  column("criticality_law", "criticality.law", "grade", "Criticality: law", "重要度：法规"),
  column("criticality_money", "criticality.money", "grade", "Criticality: money", "重要度：资金"),
] as const;

/** One heading however it is typed: width, case, blanks and punctuation do not count. */
const plain = (heading: string): string =>
  heading
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_()*:：,，.-]/g, "");

/** What managers' own registers call the same things. */
const alsoCalled: Readonly<Record<string, readonly string[]>> = {
  id: ["设备编号", "资产编号", "编码", "Asset ID"],
  type: ["类型", "类别", "设备类别"],
  name_zh: ["Name", "设备名称", "资产名称", "中文名称"],
  place: ["安装位置", "地点", "所在位置", "Location"],
  make: ["厂家", "制造商", "生产厂家", "Manufacturer"],
  model: ["规格型号"],
  serial: ["序列号", "Serial"],
  installed: ["投用日期", "安装时间", "Installed on"],
  warranty_until: ["质保期至", "保修到期", "Warranty"],
  cost_cny: ["购置成本", "原值", "资产原值", "Cost"],
};

const byHeading = new Map(
  registerColumns.flatMap((each) =>
    [each.id, each.label.en, each.label.zh, ...(alsoCalled[each.id] ?? [])].map(
      (heading) => [plain(heading), each] as const,
    ),
  ),
);

export const columnOf = (heading: string): RegisterColumn | undefined => byHeading.get(plain(heading));

/** Column 0 is A, as spreadsheets letter them. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}
