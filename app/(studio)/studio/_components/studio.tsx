"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import type { GenerationDto } from "@/lib/generations/schema";
import { modelsQuery } from "@/lib/models/queries";
import { Composer } from "./composer/composer";
import { Feed } from "./feed/feed";
import { LinkedModel } from "./linked-model";
import { useReuse } from "./use-reuse";

export function Studio({ reuse }: { reuse: GenerationDto | null }) {
  const { data: list } = useQuery(modelsQuery());
  return (
    <>
      <main
        id="main" // What gets the focus is not left under the composer.
        className="mx-auto max-w-[1720px] px-3 pb-72 sm:px-5 [&_:is(a,button)]:scroll-mb-64"
      >
        {list && <Feed list={list} />}
      </main>
      {list && <Composer list={list} />}
      <Reuse generation={reuse} />
      <LinkedModel />
    </>
  );
}

/** Follows a link to `/studio?reuse=…` once; the address then is the studio's own, so that a reload does not do it again. */
function Reuse({ generation }: { generation: GenerationDto | null }) {
  const reuse = useReuse();
  const follow = useEffectEvent((linked: GenerationDto) => {
    if (window.location.search === "") return;
    window.history.replaceState(null, "", "/studio");
    reuse([linked]);
  });
  useEffect(() => {
    if (generation) follow(generation);
  }, [generation]);
  return null;
}
