export { type Upstream, upstream } from "@/lib/settings/upstream";
