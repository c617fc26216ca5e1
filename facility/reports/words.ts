/** The few words a printer adds by itself. */
export interface ReportWords {
  readonly product: string;
  readonly printed: string;
  readonly content: string;
  readonly page: (page: number, of: number) => string;
  readonly signature: string;
  readonly date: string;
  readonly notPrinted: (name: string) => string;
}

const words: Record<"en" | "zh", ReportWords> = {
  en: {
    product: "Watchkeeper",
    printed: "Printed",
    content: "Content SHA-256",
    page: (page, of) => `Page ${page} of ${of}`,
    signature: "Signature",
    date: "Date",
    notPrinted: (name) => `${name}: kept in the file store, not a picture that can be printed`,
  },
  zh: {
    product: "值守 Watchkeeper",
    printed: "打印时间",
    content: "内容 SHA-256",
    page: (page, of) => `第 ${page} 页，共 ${of} 页`,
    signature: "签字",
    date: "日期",
    notPrinted: (name) => `${name}：已存入文件库，此格式无法打印`,
  },
};

export const reportWords = (language: "en" | "zh"): ReportWords => words[language];
