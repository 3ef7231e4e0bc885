"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { AddModelForm } from "@/components/model/add-model-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { modelAddress } from "@/lib/models/names";

/** Asks for the id of a model that no list names, and leads to it. */
export function AddModel() {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Add by id…
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Add a model by its id">
        <AddModelForm onAdded={({ id }) => router.push(modelAddress(id))} />
      </Dialog>
    </>
  );
}
