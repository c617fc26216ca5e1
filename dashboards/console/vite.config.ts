import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { firstView } from "./first-view.ts";

const server = `http://localhost:${process.env.WATCHKEEPER_HTTP_PORT ?? 8080}`;

/** A language is one file; what the laws say is in the start for both, and must not drag the other's words along. */
const words = (name: "en" | "zh", test: RegExp) => ({
  name,
  test,
  priority: 2,
  includeDependenciesRecursively: false,
});

/** The console is one static bundle that the server hands out at `/`; `dist` is made by build.ts. */
export default defineConfig(async ({ command }) => ({
  root: import.meta.dirname,
  base: "/",
  plugins: [react(), namedWithThePage()],
  build: {
    target: "es2023",
    outDir: "dist",
    emptyOutDir: true,
    // Charts and their renderer are one lazy chunk of about 600 kB; nothing on the first screen waits for it.
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        console: join(import.meta.dirname, "index.html"),
        sw: join(import.meta.dirname, "src/sw/sw.ts"),
      },
      output: {
        // The service worker's address is its identity, and it may only serve what lies below it.
        entryFileNames: ({ name }: { readonly name: string }) =>
          name === "sw" ? "sw.js" : "assets/[name]-[hash].js",
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            words("en", /src[\\/]texts[\\/](?!laws)([\w-]+\.)?en\.ts$/),
            words("zh", /src[\\/]texts[\\/](?!laws)([\w-]+\.)?zh\.ts$/),
            { name: "charts", test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 2 },
            ...(command === "build"
              ? [{ name: await firstView(), debugName: "first view", includeDependenciesRecursively: false }]
              : []),
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": { target: server },
      "/live": { target: server, ws: true },
    },
  },
}));

/**
 * The page names what its first script will ask for, and the frame's files beside them, so that all are on their way
 * before any has run.
 */
function namedWithThePage(): Plugin {
  const wanted = /^assets\/(react|rolldown-runtime|start|inside)-[^/]+\.(js|css)$/;
  return {
    name: "named-with-the-page",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => wanted.test(file))
          .map((file) => ({
            tag: "link",
            attrs: file.endsWith(".css")
              ? { rel: "preload", as: "style", crossorigin: true, href: `/${file}` }
              : { rel: "modulepreload", crossorigin: true, href: `/${file}` },
            injectTo: "head" as const,
          })),
    },
  };
}
