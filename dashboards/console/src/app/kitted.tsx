import type { ComponentType } from "react";

/**
 * Loads a component of forms, drawers or selections together with the kit that they are made of, side by side. The
 * frame, the homes' first views and the alarm list do without it: it was a quarter of their script.
 *
 * @param load the component's module
 * @param name what it is called there
 * @returns what `lazy` and `lazyRouteComponent` take
 */
export const kitted =
  <K extends string, P extends object>(
    load: () => Promise<Readonly<Record<K, ComponentType<P>>>>,
    name: K,
  ): (() => Promise<{ default: ComponentType<P> }>) =>
  async () => {
    const [{ Kit }, module] = await Promise.all([import("./kit.tsx"), load()]);
    const Inner: ComponentType<P> = module[name];
    return {
      default: (props) => (
        <Kit>
          <Inner {...props} />
        </Kit>
      ),
    };
  };
