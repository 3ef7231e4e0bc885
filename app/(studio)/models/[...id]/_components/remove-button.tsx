"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { addModel, removeAddedModel } from "@/lib/models/actions";

/** Takes an added model out of the list, and leads back to it; Undo adds it again. */
export function RemoveButton({ id }: { id: string }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const addAgain = async () => {
    const result = await addModel({ id });
    if (!result.ok) toast(result.error.message);
    router.refresh();
  };
  const remove = () =>
    start(async () => {
      const result = await removeAddedModel({ id });
      if (!result.ok) return toast(result.error.message);
      toast(`${id} is not in the list any more.`, { label: "Undo", run: addAgain });
      router.push("/models");
      router.refresh();
    });
  return (
    <Button disabled={pending} onClick={remove}>
      Remove
    </Button>
  );
}
