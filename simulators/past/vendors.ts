/** Who works for the demo estate; made-up firms, and what an hour of their people costs in yuan. */
export const vendors = {
  lift: { name: "Kangda Lift Service 康达电梯维保", hourCny: 180 },
  fire: { name: "Hengan Fire Technology 恒安消防技术", hourCny: 160 },
  water: { name: "Qingyuan Pump Service 清源水泵服务", hourCny: 140 },
  power: { name: "Mingda Electric 明达电力工程", hourCny: 170 },
  house: { name: "in-house", hourCny: 60 },
} as const;
export type VendorKey = keyof typeof vendors;

/** Made-up names of those who sign. */
export const signers: Readonly<Record<VendorKey, readonly [string, ...string[]]>> = {
  lift: ["陈志远 Chen Zhiyuan", "何立 He Li"],
  fire: ["周建国 Zhou Jianguo", "冯涛 Feng Tao"],
  water: ["孙海 Sun Hai"],
  power: ["郑明 Zheng Ming", "韩磊 Han Lei"],
  house: ["王强 Wang Qiang", "李娜 Li Na", "赵军 Zhao Jun"],
};
