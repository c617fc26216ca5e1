import { type Text, text, uncited } from "../units/index.ts";

/** The library's sources in Chinese, by their English words. A site's own source stands as it was written. */
const inChinese: Readonly<Record<string, string>> = {
  heuristic: "经验值",
  "first minutes from memory": "前几分钟处置：行业惯例",
  "first minutes: common practice of property managers": "前几分钟处置：物业行业惯例",
  "the lift maintainer checks the cars: common practice": "维保单位检查轿厢：行业惯例",
  "first minutes: dcbbs.com p-16174, one source": "前几分钟处置：dcbbs.com p-16174，单一来源",
  "first minutes: wenku.docs.qq.com wpJ4iRZuGL, one source":
    "前几分钟处置：wenku.docs.qq.com wpJ4iRZuGL，单一来源",
  "outage notice if longer than 1 h: dcbbs.com p-16174, one source":
    "停水超过 1 小时须通知：dcbbs.com p-16174，单一来源",
  "special-equipment accidents within 1 h (aqrzj.com 116149); due once 90 min are reached, before the 2 h that make it an accident":
    "特种设备事故 1 小时内上报（aqrzj.com 116149）；满 90 分钟即准备，2 小时依法构成事故",
  "engineer or desk within 3 min: 360docs 6f15064925, one source":
    "值班室或工程师 3 分钟内联系乘客：360docs 6f15064925，单一来源",
  "生产安全事故报告和调查处理条例 art. 9": "《生产安全事故报告和调查处理条例》第九条",
  "生产安全事故报告和调查处理条例 art. 9: within 1 h of the unit's head knowing":
    "《生产安全事故报告和调查处理条例》第九条：单位负责人接报后 1 小时内上报",
  "two again when the link fails: id 67414321029, one source; minutes heuristic":
    "联网中断须恢复双人值守：id 67414321029，单一来源；分钟数为经验值",
  "two certified people a shift: 公安部61号令, GB 25201-2010 5.2; patrol every 2 h for public venues: 61号令 25":
    "每班两名持证人员：公安部令第 61 号、GB 25201-2010 第 5.2 条；公众聚集场所每 2 小时巡查：第 61 号令第二十五条",
  "lifts first: wenku.docs.qq.com wpJ4iRZuGL, one source; 5 min heuristic":
    "先查电梯：wenku.docs.qq.com wpJ4iRZuGL，单一来源；5 分钟为经验值",
  "genset 10 s: NFPA 110 type 10": "发电机 10 秒：NFPA 110 Type 10",
  "grades A (lives, external help), B (contained), C (minor): tikuw.cn 1852843816454716, one source":
    "分级 A（危及生命、需外部救援）、B（可控）、C（轻微）：tikuw.cn 1852843816454716，单一来源",
  "GB 25506 sequence: verify, linkage to automatic, 119, start the plan, report up (from memory)":
    "GB 25506 处置顺序：核实、转自动、拨 119、启动预案、上报",
  "微型消防站 on scene within 3 min: 119xft.com specification-18728-585":
    "微型消防站 3 分钟到场：119xft.com specification-18728-585",
  "GB 50116 clauses on lifts, shutters, power and access":
    "GB 50116 关于电梯、防火卷帘、电源与门禁联动的条款",
  "TSG T5002-2017 art. 5(4): maintainer on site within 30 min in municipalities and prefecture-level cities, elsewhere normally 1 h":
    "TSG T5002-2017 第五条（四）：直辖市、设区的市维保人员 30 分钟内到场，其他地区一般 1 小时",
  "rescue ladder maintainer, nearest station, 119; hotline 96333":
    "救援三级：维保单位、就近救援站、119；热线 96333",
  "entrapment of 2 h and more is a general special-equipment accident: escalate at 60 and 90 min":
    "困人 2 小时以上属特种设备一般事故：60、90 分钟升级",
  "公安部61号令 art. 40: fire key units half-yearly (51dongshi.com, 233.com)":
    "公安部令第 61 号第四十条：消防安全重点单位每半年一次（51dongshi.com、233.com）",
  "公安部61号令 art. 40: others yearly (51dongshi.com, 233.com)":
    "公安部令第 61 号第四十条：其他单位每年一次（51dongshi.com、233.com）",
  "TSG T5002-2017 maintainer's duties (one source)": "TSG T5002-2017 维保单位职责（单一来源）",
  "on-site plans half-yearly as minimum (yjj.bozhou.gov.cn 672924, yjglt.jiangsu.gov.cn 317835)":
    "现场处置方案至少每半年演练一次（yjj.bozhou.gov.cn 672924、yjglt.jiangsu.gov.cn 317835）",
  "one special plan a year as minimum; before the rains is heuristic": "专项预案至少每年演练一次；汛前为经验",
};

/** Where a figure comes from, in both languages. */
export function sourceWords(source: string): Text {
  const words = uncited(source);
  return text(words, inChinese[words] ?? words);
}
