/** Register images: how each simulated device answers, written by hand from the device's own map. */
import type { Truth } from "../estate.ts";
import { boosterImage } from "./booster.ts";
import { firePanelImage } from "./fire-panel.ts";
import type { RegisterImage } from "./image.ts";
import { ioImages } from "./io-modules.ts";
import { liftImage } from "./lift.ts";
import { acrelDtsd1352Image, chintDtsu666Image, grundfosCimImage, schneiderPm5100Image } from "./makers.ts";
import { sdm630Image } from "./sdm630.ts";

/** By the profile that the site file gives the device. */
export const images: Readonly<Record<string, (truth: Truth) => RegisterImage>> = {
  "eastron-sdm630": sdm630Image,
  "booster-controller": boosterImage,
  "generic-lift": liftImage,
  "generic-fire-panel": firePanelImage,
  "acrel-dtsd1352": acrelDtsd1352Image,
  "schneider-pm5100": schneiderPm5100Image,
  "chint-dtsu666": chintDtsu666Image,
  "grundfos-cim": grundfosCimImage,
  ...ioImages,
};

/** Single holding registers that may be written, by profile and address: the point and the weight of a digit. */
export const writable: Readonly<
  Record<
    string,
    Readonly<
      Record<
        number,
        { readonly point: string; readonly scale: number; readonly low: number; readonly high: number }
      >
    >
  >
> = {
  "booster-controller": { 110: { point: "pressure_setpoint_kPa", scale: 0.1, low: 100, high: 1_000 } },
};

/** Coils that may be written, by profile and address: the point behind each relay. */
export const relays: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  "io-sump": { 0: "force_both" },
  "io-booster-set": { 0: "remote_stop" },
  "io-gas-detector": { 0: "shut_valve" },
};

export type { RegisterImage } from "./image.ts";
