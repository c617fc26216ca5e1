/** What the API and its callers agree on: schemas of every body, and the live events. The console imports this. */

export { AboutView } from "./about.ts";
export { AlarmKpiView, BadActor, ProposalView } from "./alarm-kpi.ts";
export {
  AlarmDetail,
  AlarmsChanged,
  Assign,
  BulkAcknowledge,
  BulkAcknowledged,
  Comment,
  FloodView,
  MOST_AT_ONCE,
  Shelve,
  TakeOut,
  WithComment,
} from "./alarms.ts";
export { AuditList, AuditRowView, AuditVerdictView } from "./audit.ts";
export { CommandList, CommandRecord, CommandView, GiveCommand } from "./commands.ts";
export { ConnectionsView, SpoolView } from "./connections.ts";
export {
  DeviceProfileList,
  DeviceProfileView,
  Discover,
  Discovered,
  FieldDeviceView,
  FieldView,
  ProbeView,
} from "./devices.ts";
export { DeviceEventList, DeviceEventView } from "./events.ts";
export { AlignedHistory, IncreaseView } from "./history.ts";
export {
  type ClientToServer,
  LIVE_PATH,
  type Room,
  type ServerToClient,
  type Snapshot,
} from "./live.ts";
export {
  AdoptOffers,
  AdoptPreview,
  DismissOffer,
  NewAssetView,
  Offered,
  OfferList,
  OfferView,
} from "./offers.ts";
export {
  BacktestBody,
  BacktestView,
  EffectiveRuleList,
  EffectiveRuleView,
  FiguresView,
  OverrideBody,
  OverrideList,
  OverridePreview,
} from "./rules.ts";
export {
  BeginSecondFactor,
  BegunSecondFactor,
  ConfirmSecondFactor,
  EnrolledPeople,
  OpenSession,
  RecoveryCodes,
  RemoveSecondFactor,
  SecondFactorView,
  SessionList,
} from "./security.ts";
export {
  CatalogView,
  EquipmentTypeView,
  ImportPreview,
  ImportProblemView,
  Place,
  RegisterColumnView,
  RegisterView,
  SiteAsset,
  SiteChanged,
  SiteChangeView,
  SiteDetail,
  SiteFile,
  SiteFormat,
  SiteGateway,
  SiteSummary,
  SiteSummaryList,
} from "./sites.ts";
export { Retention, StorageTierView, StorageView } from "./storage.ts";
export {
  Acknowledge,
  AlarmList,
  AlarmStateName,
  AlarmView,
  AssetDetail,
  AssetList,
  AssetView,
  BucketView,
  ChangePassword,
  DeadLetterView,
  GatewayCredential,
  GatewayList,
  GatewayView,
  HealthView,
  HistoryView,
  IngestView,
  IssuedToken,
  JournalEntry,
  JournalList,
  LatestValue,
  LinkView,
  NewPassword,
  NewPerson,
  NewToken,
  PersonList,
  PlaceView,
  PointView,
  Problem,
  ReadingList,
  ReadingView,
  ReadyView,
  Role,
  RuleView,
  ScenarioList,
  ScenarioView,
  SessionView,
  SignIn,
  SiteView,
  TokenList,
  TokenView,
  Username,
  Value,
} from "./views.ts";
