import type { Exchange } from "../exchange";
import { Refusal } from "../refusal";

/** `GET /sandbox/pictures/{id}`: a picture that a chat answer gave as an address. */
export function getPicture({ response, state, parameters: [id = ""] }: Exchange) {
  const picture = state.pictures.get(id);
  if (!picture) throw new Refusal(404, "Picture not found");
  response.writeHead(200, { "Content-Type": picture.mediaType, "Content-Length": String(picture.bytes.length) });
  response.end(picture.bytes);
}
