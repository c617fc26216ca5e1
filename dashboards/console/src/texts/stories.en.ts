/** The product in thirteen stories, as the demo panel tells them: what to watch, and where to click. */
export const storiesEn = {
  title: "Thirteen stories",
  says: "Each shows one part of the house at work. Play it, then follow what stands below; every fault ends by itself.",
  goes: "Then look at",
  byHand: "by hand",
  s1: {
    title: "A pump dries at 02:13",
    watch:
      "Within a quarter of a minute the dry-run alarm stands in the strip with what to do. Acknowledge it, open an order from it: the pump is out of service while work lasts, and the journal tells it in order.",
  },
  s2: {
    title: "People in lift 2",
    watch:
      "The entrapment alarm starts its plan by itself: the bar on top counts; open it and see who was told, the talk with the passengers, and the maintainer's 30-minute clock.",
  },
  s3: {
    title: "Smoke on floor 12",
    watch:
      "First a pre-alarm, then fire. The verify step has three minutes; feedback of fans, doors and shutters arrives, and the one that does not is chased. Stand down, then open the report.",
  },
  s4: {
    title: "The feeder drops",
    watch:
      "One alarm names the feeder; open it: its consequences are listed under it and call nobody. In the single-line diagram the generator starts and the switch changes over; then all comes back.",
  },
  s5: {
    title: "The cable is pulled",
    watch:
      "Building 2's values turn grey with their age, one gateway alarm stands, no device rings. A minute later the missed readings arrive: the trend has no gap.",
  },
  s6: {
    title: "A bearing wears",
    watch:
      "The bearing of booster pump 2 has worn for six weeks: under Plans stand the day on which zone C is reached, its band, and the slot chosen before it. Months of wear of pump 1 can be watched in ten minutes in the trend. “Fitters renew what was worn” makes pump 2 sound again.",
  },
  s7: {
    title: "The inspector comes on Thursday",
    watch:
      "Compliance names every missed interval. Give it a reason, then print the pack: signed checklists of the past three years.",
  },
  s8: {
    title: "A resident scans the code",
    watch:
      "Open the asset's code page as a resident would, without signing in, and report a noise with a photo. It appears under Requests beside the lift's own readings.",
  },
  s9: {
    title: "Budget season",
    watch:
      "Make a plan under a yearly cap, a second scenario beside it, move a line by hand; each line explains itself. PDF for the owners, XLSX for finance.",
  },
  s10: {
    title: "The alarm that cries wolf",
    watch:
      "The float switch chatters; the performance page names it and proposes a delay. Try it on the stored history, then apply it.",
  },
  s11: {
    title: "A drill, interrupted",
    watch:
      "Plan a fire drill and begin it; every screen says drill. Then play the entrapment: the drill is suspended with its score so far.",
  },
  s12: {
    title: "A new building joins",
    watch:
      "Add a building with the id b3, save the register below and import it: each of its six mistakes is named by row and column; mend them and import it again. Add a gateway, see its points, adopt them: rules and plans come with the type.",
    register: "Register with six mistakes, CSV",
  },
  s13: {
    title: "The server dies at noon",
    watch:
      "Play a fault, then end the server's process and start it again: alarms, delays and runs stand where they were, and no acknowledged reading is missing.",
  },
  open: {
    alarms: "Alarms",
    emergencies: "Emergencies",
    oncall: "Pager",
    work: "Work",
    estate: "Estate",
    wear: "Vibration of pump 2, 90 days",
    trend: "Trend",
    lifecycle: "Lifecycle",
    plan: "Plan",
    plans: "Maintenance plans",
    pump: "Booster pump 2",
    compliance: "Compliance",
    requests: "Requests",
    report: "Resident's page",
    kpi: "Alarm performance",
    drills: "Drills",
    import: "Site and import",
    gateways: "Gateways",
    storage: "Storage",
  },
} as const;
