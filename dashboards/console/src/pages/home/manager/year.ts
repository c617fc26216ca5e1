/** How far back compliance is looked at, days. */
export const YEAR_DAYS = 365;
