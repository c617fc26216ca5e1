import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, type RefObject, useEffect, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import { canPush, isSubscribed, subscribe, unsubscribe } from "../../app/push.ts";
import { enableSound, muteSound, sound, useSound } from "../../app/sound.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";

const subscribedQuery = { queryKey: ["push", "here"], queryFn: isSubscribed };

/** Sound, push and the wall view of this very screen. */
export function PagerSwitches({ wall }: { wall: RefObject<HTMLDivElement | null> }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const on = useSound();
  const queries = useQueryClient();
  const { data: subscribed } = useQuery(subscribedQuery);
  const push = useMutation({
    mutationFn: () => (subscribed ? unsubscribe() : subscribe()),
    onSettled: () => void queries.invalidateQueries({ queryKey: ["push"] }),
  });
  return (
    <div className="pager-switches">
      {on ? (
        <>
          <span className="soft">{t("oncall.soundOn")}</span>
          <Button onClick={() => sound("urgent")}>{t("oncall.soundTry")}</Button>
          <Button onClick={muteSound}>{t("oncall.soundMute")}</Button>
        </>
      ) : (
        <>
          <span className="pager-muted" role="status">
            {t("oncall.soundHint")}
          </span>
          <Button type="primary" onClick={enableSound}>
            {t("oncall.soundEnable")}
          </Button>
        </>
      )}
      {canPush() ? (
        <Button loading={push.isPending} onClick={() => push.mutate()}>
          {t(subscribed ? "oncall.pushEnd" : "oncall.pushOff")}
        </Button>
      ) : (
        <span className="faint">{t("oncall.pushNot")}</span>
      )}
      {subscribed && <span className="soft">{t("oncall.pushOn")}</span>}
      <WallButton wall={wall} />
      {push.error && (
        <span className="beside-error" role="alert">
          {advice(push.error)}
        </span>
      )}
    </div>
  );
}

/** Fills the screen and keeps it from going dark. */
function WallButton({ wall }: { wall: RefObject<HTMLDivElement | null> }): ReactNode {
  const t = useWords();
  const [full, setFull] = useState(false);
  useEffect(() => {
    const follow = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", follow);
    return () => document.removeEventListener("fullscreenchange", follow);
  }, []);
  useEffect(() => {
    if (!full || !("wakeLock" in navigator)) return undefined;
    let lock: WakeLockSentinel | undefined;
    let ended = false;
    const take = () =>
      navigator.wakeLock.request("screen").then(
        (taken) => {
          if (ended) void taken.release();
          else lock = taken;
        },
        // A battery saver may refuse: the screen then goes dark as always.
        () => undefined,
      );
    const again = () => document.visibilityState === "visible" && void take();
    void take();
    // A lock ends when the page is hidden, and is asked for anew.
    document.addEventListener("visibilitychange", again);
    return () => {
      ended = true;
      document.removeEventListener("visibilitychange", again);
      void lock?.release();
    };
  }, [full]);
  return (
    <Button
      className="pager-wall"
      onClick={() => void (full ? document.exitFullscreen() : wall.current?.requestFullscreen())}
    >
      {t(full ? "oncall.wallEnd" : "oncall.wallView")}
    </Button>
  );
}
