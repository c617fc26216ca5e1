import "./app/no-eval.ts";
import "./app/style-nonce.ts";
import "./app/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "./app/i18n.ts";
import { themeNow, watchTheme } from "./app/preferences.ts";
import { Providers } from "./app/providers.tsx";
import { applyPalette } from "./app/tokens.ts";

const paint = () => applyPalette(themeNow(), document.documentElement);
paint();
watchTheme(paint);

const root = document.getElementById("root");
// No await up here: the words' chunk imports from this one, and each would wait for the other.
if (root)
  void startI18n().then(() =>
    createRoot(root).render(
      <StrictMode>
        <Providers />
      </StrictMode>,
    ),
  );
