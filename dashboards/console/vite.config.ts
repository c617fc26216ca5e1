import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { firstView } from "./first-view.ts";

const server = `http://localhost:${process.env.WATCHKEEPER_HTTP_PORT ?? 8080}`;

/** The console is one static bundle that the server hands out at `/`; `dist` is made by build.ts. */
export default defineConfig(async ({ command }) => ({
  root: import.meta.dirname,
  base: "/",
  plugins: [react(), insideToo()],
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

/** The page names the frame's files beside the start's, so that they are on their way before the start has run. */
function insideToo(): Plugin {
  return {
    name: "inside-too",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => /^assets\/inside-[^/]+\.(js|css)$/.test(file))
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
