"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { Toasts } from "@/components/ui/toast";
import { newId } from "@/lib/ids";
import { TEMPLATE_MAX } from "@/lib/prompts/limits";
import type { TemplateDto } from "@/lib/prompts/schema";
import { TemplateForm } from "./template-form";
import { useTemplates } from "./use-templates";

/** All templates of a person: to make, to change, to delete. `text`: what a new one may begin with, of the prompt. */
export function ManageTemplates({ text, onClose }: { text: string; onClose: () => void }) {
  const { data, error, refetch, save, remove } = useTemplates();
  const [editing, setEditing] = useState<TemplateDto | null>(null);
  const begin = (from: string) => setEditing({ id: newId(), name: "", text: from.slice(0, TEMPLATE_MAX) });
  return (
    <Dialog open onClose={onClose} title={editing ? titleOf(editing, data) : "Templates"} width="medium">
      {editing ? (
        <TemplateForm template={editing} onSave={save} onDone={() => setEditing(null)} />
      ) : (
        <div className="grid gap-4">
          <p className="text-pretty text-muted">
            Texts that you use often. Type <kbd className="font-mono text-text">/</kbd> in the prompt and the name; a{" "}
            <code className="font-mono text-text">{"{word in braces}"}</code> is selected, to be typed over.
          </p>
          {data ? (
            <TemplateRows templates={data} onEdit={setEditing} onDelete={remove} />
          ) : error ? (
            <div role="alert" className="flex flex-wrap items-center gap-3">
              <p className="text-muted">They could not be loaded. {error.message}</p>
              <Button size="sm" onClick={() => refetch()}>
                Try again
              </Button>
            </div>
          ) : (
            <Skeleton className="h-32" />
          )}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>Close</Button>
            {text.trim() !== "" && <Button onClick={() => begin(text)}>New from the prompt</Button>}
            <Button variant="primary" onClick={() => begin("")}>
              New template
            </Button>
          </div>
        </div>
      )}
      {/* The page's own toasts lie below a modal dialog, out of reach. */}
      <Toasts />
    </Dialog>
  );
}

const titleOf = ({ id }: TemplateDto, all: TemplateDto[] | undefined) =>
  all?.some((template) => template.id === id) ? "Change a template" : "New template";

function TemplateRows({
  templates,
  onEdit,
  onDelete,
}: {
  templates: TemplateDto[];
  onEdit: (template: TemplateDto) => void;
  onDelete: (template: TemplateDto) => void;
}) {
  if (templates.length === 0) {
    return (
      <p className="rounded-control border border-dashed p-4 text-center text-muted">
        None yet. A style you come back to is a good first one.
      </p>
    );
  }
  return (
    <ul className="-mx-2 max-h-[50dvh] overflow-y-auto overscroll-contain">
      {templates.map((template) => (
        <li key={template.id} className="flex items-center gap-1 rounded-control px-2 hover:bg-well">
          <button
            type="button"
            aria-label={`Change /${template.name}`}
            onClick={() => onEdit(template)}
            className="grid min-h-11 min-w-0 flex-1 content-center py-1.5 text-left"
          >
            <span className="truncate font-medium font-mono text-xs leading-5">/{template.name}</span>
            <span className="truncate text-muted text-sm">{template.text}</span>
          </button>
          <IconButton label={`Delete /${template.name}`} onClick={() => onDelete(template)}>
            <Icon name="trash" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
