import { type ReactNode, useEffect, useRef, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/index.ts";

/** The browser's own reader of codes; absent in some (W3C Shape Detection, Chromium on Android has it). */
interface CodeReader {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
declare global {
  interface Window {
    readonly BarcodeDetector?: new (options: { formats: string[] }) => CodeReader;
  }
}

const EVERY_MS = 250;

/** Reads a code with the camera where the phone can; says so where it cannot. */
export function ScanButton({ found }: { found: (code: string) => void }): ReactNode {
  const t = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const [stream, setStream] = useState<MediaStream>();
  const [cannot, setCannot] = useState(window.BarcodeDetector === undefined);
  useEffect(() => {
    const screen = video.current;
    if (!stream || !screen || !window.BarcodeDetector) return undefined;
    const reader = new window.BarcodeDetector({ formats: ["qr_code"] });
    screen.srcObject = stream;
    void screen.play();
    const timer = setInterval(() => {
      reader.detect(screen).then(
        ([code]) => {
          if (code) {
            setStream(undefined);
            found(code.rawValue);
          }
        },
        () => setCannot(true),
      );
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
    };
  }, [stream, found]);
  if (cannot) return <p className="faint">{t("round.noCamera")}</p>;
  if (stream)
    return (
      <>
        <video ref={video} className="scan-video" playsInline muted />
        <p className="faint">{t("round.scanning")}</p>
      </>
    );
  return (
    <Button
      type="primary"
      size="large"
      icon={<Icon name="camera" />}
      onClick={() =>
        navigator.mediaDevices
          .getUserMedia({ video: { facingMode: "environment" } })
          .then(setStream, () => setCannot(true))
      }
    >
      {t("round.scan")}
    </Button>
  );
}
