/** What requests take, for a collector of traces. */
export interface RequestSpans {
  begin(request: { readonly method: string; readonly traceparent: string | undefined }): {
    end(answer: { readonly route: string; readonly status: number; readonly requestId: string }): void;
  };
}

/** Where the API writes what happened; pino's logger is one. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
