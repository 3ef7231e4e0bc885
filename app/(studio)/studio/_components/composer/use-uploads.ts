"use client";

import { useRef, useState } from "react";
import { useDraftStore } from "@/components/draft/draft-context";
import type { Problem } from "@/lib/errors";
import type { ReferenceDto } from "@/lib/generations/schema";
import { newId } from "@/lib/ids";

/** A picture on its way to the server, or refused by it. */
export interface Upload {
  id: string;
  name: string;
  /** Of the file itself, to be seen at once. */
  preview: string;
  /** 0…1 */
  progress: number;
  error: string | null;
}

/** Uploads pictures one after another, so that references keep the order in which they were given. */
export function useUploads() {
  const store = useDraftStore();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const queue = useRef(Promise.resolve());

  const change = (id: string, part: Partial<Upload>) =>
    setUploads((all) => all.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)));

  function dismiss(upload: Upload) {
    URL.revokeObjectURL(upload.preview);
    setUploads((all) => all.filter(({ id }) => id !== upload.id));
  }

  async function send(upload: Upload, file: File) {
    try {
      const reference = await post(file, (progress) => change(upload.id, { progress }));
      const { references } = store.get();
      if (!references.some(({ id }) => id === reference.id)) store.set({ references: [...references, reference] });
      dismiss(upload);
    } catch (error) {
      change(upload.id, { error: error instanceof Error ? error.message : String(error) });
    }
  }

  function add(files: Iterable<File>) {
    for (const file of files) {
      const upload = { id: newId(), name: file.name, preview: URL.createObjectURL(file), progress: 0, error: null };
      setUploads((all) => [...all, upload]);
      queue.current = queue.current.then(() => send(upload, file));
    }
  }

  return { uploads, add, dismiss };
}

/** `fetch` cannot tell how far an upload is; XMLHttpRequest can. */
function post(file: File, onProgress: (progress: number) => void): Promise<ReferenceDto> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/references");
    request.responseType = "json";
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error("The server could not be reached."));
    request.onload = () => {
      if (request.status === 201) resolve(request.response as ReferenceDto);
      else {
        const problem = (request.response as { error?: Problem } | null)?.error;
        reject(new Error(problem?.message ?? `The server answered ${request.status}.`));
      }
    };
    request.send(file);
  });
}
