import { type ThemeConfig, theme as themes } from "antd";
import { fontStack, palettes } from "./tokens.ts";

/** Ant Design in the console's own greys, flat and dense; touch screens get taller controls. */
export function antdTheme(theme: "light" | "dark", touch: boolean): ThemeConfig {
  const palette = palettes[theme];
  return {
    algorithm: theme === "dark" ? themes.darkAlgorithm : themes.defaultAlgorithm,
    token: {
      fontFamily: fontStack,
      fontSize: 14,
      colorPrimary: palette.action,
      colorInfo: palette.action,
      colorError: palette.priority.critical,
      colorWarning: palette.priority.high,
      colorTextBase: palette.ink,
      colorBgBase: palette.panel,
      colorBgContainer: palette.panel,
      colorBgElevated: theme === "dark" ? palette.raised : palette.panel,
      colorBgLayout: palette.page,
      colorBorder: palette.lineStrong,
      colorBorderDisabled: palette.line,
      colorBorderSecondary: palette.line,
      colorText: palette.ink,
      colorTextSecondary: palette.inkSoft,
      colorTextPlaceholder: palette.inkFaint,
      colorTextDescription: palette.inkFaint,
      colorLink: palette.ink,
      colorTextLightSolid: palette.onAction,
      borderRadius: 4,
      controlHeight: touch ? 44 : 32,
      controlHeightSM: touch ? 40 : 28,
      controlOutlineWidth: 0,
      wireframe: false,
      // An instrument answers at once; not 0, for the library waits for the end of its transitions.
      motionDurationFast: "0.03s",
      motionDurationMid: "0.04s",
      motionDurationSlow: "0.05s",
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Tooltip: { colorBgSpotlight: palette.ink, colorTextLightSolid: palette.panel },
    },
  };
}
