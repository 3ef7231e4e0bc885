import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { balanceQuery } from "@/lib/settings/queries";

/** Another key pays from now on: banners, models and balance follow. */
export function useKeyChanged(): () => void {
  const client = useQueryClient();
  const router = useRouter();
  return () => {
    void client.resetQueries(balanceQuery());
    router.refresh();
  };
}
