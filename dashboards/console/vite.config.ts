import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { firstView } from "./first-view.ts";

const server = `http://localhost:${process.env.WATCHKEEPER_HTTP_PORT ?? 8080}`;

/** The console is one static bundle that the server hands out at `/`; `dist` is made by build.ts. */
export default defineConfig(async ({ command }) => ({
  root: import.meta.dirname,
  base: "/",
  plugins: [react()],
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
