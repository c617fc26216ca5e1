import { type Text, text, uncited } from "../units/index.ts";

/**
 * Where the catalogue's rules have their values from, as a person reads it: the section of docs/facts.md that a source
 * cites is for who builds on it. By the words without that citation; a source left out here reads the same in English.
 */
const said: Readonly<Record<string, string | readonly [en: string, zh: string]>> = {
  heuristic: ["experience (heuristic)", "经验值"],
  "heuristic delay": "延时为经验值",
  "domain facts §1 entrapment logic, T 60–120 s (heuristic); TSG T5002-2017 art. 5(4); GB/T 24476-2017 modes":
    [
      "entrapment logic after 60–120 s (heuristic); TSG T5002-2017 art. 5(4); GB/T 24476-2017 modes",
      "困人判断，60–120 秒（经验值）；TSG T5002-2017 第五条（四）；GB/T 24476-2017 运行模式",
    ],
  "domain facts §1 entrapment logic in the other modes of GB/T 24476-2017; 120 s so that a car on its way back is let arrive (heuristic)":
    [
      "entrapment logic in the other modes of GB/T 24476-2017; 120 s so that a car on its way back is let arrive (heuristic)",
      "GB/T 24476-2017 其他运行模式下的困人判断；120 秒，等返回中的轿厢到站（经验值）",
    ],
  "GB/T 24476-2017 event 90; 3 s against brushing past it (heuristic)":
    "GB/T 24476-2017 事件 90；3 秒用于排除误碰（经验值）",
  "heuristic: 10 s against splashes; plan domain facts §7": [
    "heuristic: 10 s against splashes",
    "经验值：10 秒用于排除溅水",
  ],
  "heuristic: half again as long as new doors of 2.5 s watch a drift above 15 %": [
    "heuristic: half again as long as new doors of 2.5 s; a drift above 15 % is worth watching",
    "经验值：新门约 2.5 秒，超过一半即报警；漂移超过 15 % 应关注",
  ],
  "heuristic after domain facts §1: more than 5 in 100 door cycles": [
    "heuristic: more than 5 in 100 door cycles",
    "经验值：每 100 次开关门超过 5 次",
  ],
  "levelling within ±10 mm: GB/T 10058 (from memory)": "平层精度 ±10 mm：GB/T 10058（未核对原文）",
  "heuristic: somebody pressed it for a reason": "经验值：有人按下必有原因",
  "heuristic: a missing step has killed people": "经验值：梯级缺失曾致人死亡",
  "domain facts §2 (GB 25506 sequence; micro-station on scene within 3 min)": [
    "GB 25506 sequence; micro-station on scene within 3 min",
    "GB 25506 处置顺序；微型消防站 3 分钟到场",
  ],
  "panel event class pre-alarm; linkage needs two independent devices, GB 50116 4.1.6":
    "主机预警类事件；联动须两个独立装置确认，GB 50116 第 4.1.6 条",
  "GB 4717 event classes": "GB 4717 事件分类",
  "heuristic; duty rule domain facts §2": [
    "heuristic; two certified people a shift: GB 25201-2010 5.2",
    "经验值；每班两名持证人员：GB 25201-2010 第 5.2 条",
  ],
  "heuristic: it runs in a fire, in a test or by a leak": "经验值：仅在火灾、试验或泄漏时运行",
  "heuristic: a pump on manual does not start in a fire": "经验值：置于手动的消防泵在火灾时不会启动",
  "heuristic: 15 min; a sound main is full long before": "经验值：15 分钟；完好的管网早已补满",
  "sprinkler and class-1 high-rise static minimum 0.10 MPa at the worst point; set it to the pump's own set point":
    "自动喷水及一类高层最不利点静压不低于 0.10 MPa；请按本泵设定值调整",
  "static minimum of high-rise housing and multi-storey public buildings 0.07 MPa":
    "高层住宅、多层公共建筑静压不低于 0.07 MPa",
  "static minimum of sprinklers and class-1 high-rise public buildings 0.10 MPa; above 100 m 0.15":
    "自动喷水及一类高层公共建筑静压不低于 0.10 MPa；超过 100 m 为 0.15 MPa",
  "reduce above 0.50–0.70 MPa (from memory)": "超过 0.50–0.70 MPa 应减压（未核对原文）",
  "heuristic: 20 s against surges": "经验值：20 秒用于排除水锤",
  "300–500 mA; natural leakage 100–200 mA (GB 50116 980611); learn the circuit's own baseline":
    "300–500 mA；自然泄漏 100–200 mA（GB 50116 980611）；应以本回路基线为准",
  "natural leakage 100–200 mA (GB 50116 980611)": "自然泄漏 100–200 mA（GB 50116 980611）",
  "heuristic: PVC insulation is rated 70 °C (from memory); the set point of the circuit decides":
    "经验值：PVC 绝缘额定 70 °C（未核对原文）；以本回路整定值为准",
  "heuristic: the certified device decides by its own set point": "经验值：由经认证的装置按自身整定值判断",
  "heuristic: 25 % of the lower explosive limit, or the detector's own alarm; never shelved":
    "经验值：爆炸下限的 25 %，或探测器自身报警；不可搁置",
  "heuristic: below what detectors call at, above their noise": "经验值：低于探测器报警点，高于其噪声",
  "heuristic: the switch's own contact; a minute of quiet ends it, so that one quake is one alarm":
    "经验值：取开关自身触点；安静一分钟即结束，一次地震只报一次",
  "heuristic; the site's set point decides": "经验值；以现场设定值为准",
  "heuristic: above what the homes draw at the peak, and the pumps no longer hold the pressure":
    "经验值：超过住户高峰用水量，且水泵无法维持压力",
  "domain facts §3 dry run: running and suction low for more than 10 s (heuristic)": [
    "dry run: running and suction low for more than 10 s (heuristic)",
    "干转：运行且吸入压力低超过 10 秒（经验值）",
  ],
  "domain facts §3 deadhead: no flow, pressure near shut-off (heuristic)": [
    "deadhead: no flow, pressure near shut-off (heuristic)",
    "憋泵：无流量且压力接近关死扬程（经验值）",
  ],
  "heuristic: domain facts §3 say 12–15 starts an hour; a stand-by pump that follows demand makes 20": [
    "heuristic: 12–15 starts an hour are usual; a stand-by pump that follows demand makes 20",
    "经验值：通常每小时 12–15 次启动；随用水投入的备用泵可达 20 次",
  ],
  "domain facts §3 check valve passing: reverse flow while stopped (heuristic)": [
    "check valve passing: reverse flow while stopped (heuristic)",
    "止回阀内漏：停泵时有倒流（经验值）",
  ],
  "ISO 10816-7 category II up to 200 kW, zone B/C 5.1 mm/s (from memory)":
    "ISO 10816-7 II 类 200 kW 以下，B/C 区界限 5.1 mm/s（未核对原文）",
  "ISO 10816-7 category II up to 200 kW, zone C/D 8.5 mm/s (from memory)":
    "ISO 10816-7 II 类 200 kW 以下，C/D 区界限 8.5 mm/s（未核对原文）",
  "domain facts §3: high level with pump commanded (heuristic, 5 min)": [
    "high level with the pump commanded to run (heuristic, 5 min)",
    "已发启泵命令而液位仍高（经验值，5 分钟）",
  ],
  "domain facts §3 (heuristic, 2 min)": ["heuristic, 2 min", "经验值，2 分钟"],
  "heuristic: 5 s against waves": "经验值：5 秒用于排除水面波动",
  "heuristic: drinking water is locked up": "经验值：饮用水箱必须上锁",
  "domain facts §3: no zero-flow hour in 24 h (waterwatch.co.za for the principle); 0.05 m³/h heuristic": [
    "no hour without flow in 24 h (waterwatch.co.za for the principle); 0.05 m³/h heuristic",
    "24 小时内没有零流量的小时（原理见 waterwatch.co.za）；0.05 m³/h 为经验值",
  ],
  "domain facts §3: night flow 02:00–04:00 above baseline; the least flow of an hour above 0.5 m³/h is a heuristic for a riser, set it to the line's own":
    [
      "night flow 02:00–04:00 above baseline; the least flow of an hour above 0.5 m³/h is a heuristic for a riser, set it to the line's own",
      "夜间 02:00–04:00 流量高于基线；每小时最小流量 0.5 m³/h 为立管经验值，请按本管线调整",
    ],
  "heuristic; the equipment in the room decides": "经验值；以室内设备要求为准",
  "heuristic between the fan's 110 and the maker's alarm 155 °C for class F (dunya.com.cn); class H and other makers differ":
    "经验值：F 级，介于风机启动 110 °C 与厂家报警 155 °C 之间（dunya.com.cn）；H 级及其他厂家不同",
  "domain facts §4: warn 80 % (heuristic)": ["warn at 80 % (heuristic)", "80 % 预警（经验值）"],
  "domain facts §4: alarm 100 % (heuristic)": ["alarm at 100 % (heuristic)", "100 % 报警（经验值）"],
  "heuristic: 3 s against dips and transfers": "经验值：3 秒用于排除电压暂降与切换",
  "heuristic; the maker's limit decides": "经验值；以厂家限值为准",
  "220 V +7/−10 %: 198–235.4 V": "额定 220 V +7/−10 %：198–235.4 V",
  "heuristic: below 20 % of 220 V is no sag but a loss": "经验值：低于 220 V 的 20 % 属失电，不是暂降",
  "heuristic: one phase below half its rating while another stands": "经验值：一相低于额定值一半而其他相正常",
  "short-time limit 4 %, measured after NEMA MG 1 §12.45": "短时限值 4 %，按 NEMA MG 1 §12.45 计算",
  "tariff basis 0.90": "电价考核基准 0.90",
  "0.38 kV: 5 %, mean of 10 minutes": "0.38 kV：5 %，取 10 分钟平均",
  "heuristic; NFPA 110 type 10 asks for power within 10 s": "经验值；NFPA 110 Type 10 要求 10 秒内供电",
  "heuristic: half a tank, so that a long outage is bridged": "经验值：半箱油，以应对长时间停电",
  "heuristic for 24 V sets": "24 V 机组经验值",
  "heuristic: it runs in an outage or in a test": "经验值：仅在停电或试验时运行",
  "heuristic: a generator is given 10 s to come (NFPA 110 type 10) and some reserve":
    "经验值：给发电机 10 秒启动时间（NFPA 110 Type 10）并留余量",
  "heuristic; set out of service where source 2 is a generator that stands":
    "经验值；第二电源为备用发电机时请停用此规则",
  "heuristic: 10 s against dips": "经验值：10 秒用于排除电压暂降",
  "heuristic: lead-acid life falls with heat": "经验值：铅酸电池寿命随温度下降",
  "the site's own rule": "本项目自定规则",
};

/** A rule's source in both languages; a site's own words stand as they were written. */
export function ruleSourceWords(source: string): Text {
  const words = uncited(source);
  const known = said[words] ?? said[source];
  if (known === undefined) return text(words, words);
  return typeof known === "string" ? text(words, known) : text(known[0], known[1]);
}
