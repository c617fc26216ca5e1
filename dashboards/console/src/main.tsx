import "./app/no-eval.ts";
import "./app/style-nonce.ts";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "./app/i18n.ts";
import { firstPage, Providers } from "./app/providers.tsx";

const root = document.getElementById("root");
// No await up here: the words' chunk imports from this one, and each would wait for the other.
if (root)
  void Promise.all([startI18n(), firstPage()]).then(() =>
    // As a transition React draws in slices: a hand that is already at work does not wait for the whole first page.
    startTransition(() =>
      createRoot(root).render(
        <StrictMode>
          <Providers />
        </StrictMode>,
      ),
    ),
  );
