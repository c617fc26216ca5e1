import { Worker } from "node:worker_threads";
import type { Printer } from "../../api/ports.ts";
import type { Photo, Report } from "../../facility/reports/index.ts";
import type { Pictures } from "./blocks.ts";
import type { Job, Printed } from "./worker.ts";

/** The bytes of a kept file; undefined when it is not there any more. */
export type PhotoBytes = (photo: Photo) => Promise<Uint8Array | undefined>;

/**
 * Prints reports; `photos` fetches the pictures they name. A report without pictures needs none. Setting many pages
 * takes seconds of computing, so it is done on a thread of its own, made at the first report: no alarm waits for it.
 */
export function pdfPrinter(photos: PhotoBytes = async () => undefined): Printer {
  const waiting = new Map<number, { resolve: (pdf: Uint8Array) => void; reject: (error: Error) => void }>();
  let worker: Worker | undefined;
  let jobs = 0;

  const start = (): Worker => {
    const made = new Worker(new URL("./worker.ts", import.meta.url));
    // An idle printer keeps no program from ending.
    made.unref();
    made.on("message", (printed: Printed) => {
      const job = waiting.get(printed.id);
      waiting.delete(printed.id);
      if (waiting.size === 0) made.unref();
      if (printed.ok) job?.resolve(printed.pdf);
      else job?.reject(new Error(printed.problem));
    });
    const gone = (error: Error) => {
      worker = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    made.on("error", gone);
    made.on("exit", () => gone(new Error("the printing thread ended")));
    return made;
  };

  return {
    async pdf(report) {
      const pictures = await fetched(report, photos);
      worker ??= start();
      worker.ref();
      const job: Job = { id: ++jobs, report, pictures };
      return new Promise<Uint8Array>((resolve, reject) => {
        waiting.set(job.id, { resolve, reject });
        worker?.postMessage(job);
      });
    },
  };
}

async function fetched(report: Report, photos: PhotoBytes): Promise<Pictures> {
  const pictures = new Map<string, string>();
  for (const block of report.blocks) {
    const photo = block.is === "photo" ? block.file : block.is === "signature" ? block.image : undefined;
    if (!photo || !/^image\/(jpeg|png)$/.test(photo.type) || pictures.has(photo.id)) continue;
    const bytes = await photos(photo);
    if (bytes) pictures.set(photo.id, `data:${photo.type};base64,${Buffer.from(bytes).toString("base64")}`);
  }
  return pictures;
}
