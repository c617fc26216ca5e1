/** Parts: what several pages are made of. Each shows one thing in the console's one way. */

export { AcknowledgeButton, useAcknowledge } from "./acknowledge.tsx";
export { ActButton, useAct } from "./act.tsx";
export { LimitBar } from "./bar.tsx";
export { brokenLine } from "./broken-line.ts";
export { Deadline } from "./deadline.tsx";
export { DueIn } from "./due-in.tsx";
export { Icon, type IconName } from "./icons.tsx";
export { AssetLink, Places } from "./links.tsx";
export { AlarmChip, PriorityMark, Shape } from "./marks.tsx";
export { usePhone, useTouch } from "./media.ts";
export { tell } from "./notices.tsx";
export { OnDuty } from "./on-duty.tsx";
export { PhoneLink } from "./phone-link.tsx";
export { ReadOnly } from "./read-only.tsx";
export { Response } from "./response.tsx";
export { RuleLinks } from "./rule-links.tsx";
export { type Failure, SelectAll, SelectionBar } from "./selection.tsx";
export { PutBackButton, TakeOutButton } from "./service.tsx";
export { ShelveButton, UnshelveButton } from "./shelve.tsx";
export { Sparkline } from "./sparkline.tsx";
export { TabBar } from "./tab-bar.tsx";
export { Since, When } from "./time.tsx";
export { Quiet, TroubleNote, useAdvice, Waiting } from "./trouble.tsx";
export { LiveValue, ValueAge } from "./value.tsx";
export { useWindow } from "./window.ts";
export { WithOrders } from "./with-orders.tsx";
