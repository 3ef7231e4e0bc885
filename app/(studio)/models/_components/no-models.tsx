/** Instead of the table while no list was ever had. */
export function NoModels() {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-24 text-center">
      <h2 className="font-semibold text-lg">No list of models yet</h2>
      <p className="max-w-[46ch] text-pretty text-muted">
        OpenRouter could not be reached since this studio was set up. It is tried again every minute; nothing can be
        generated until then.
      </p>
    </div>
  );
}
