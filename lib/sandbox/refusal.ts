/** A request that is answered with OpenRouter's error envelope (CONTRACT §4). */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly metadata?: Record<string, unknown>,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

export const invalid = (message: string, metadata: Record<string, unknown> = {}) =>
  new Refusal(400, message, { error_type: "invalid_request", ...metadata });

/** The router's 404, which names the step that left no endpoint. */
export const noEndpoints = (message: string, initially: number, failedStep: string) =>
  new Refusal(404, message, {
    routing_funnel: [{ step: "Initial Endpoints", endpoint_count: initially }],
    failed_routing_step: failedStep,
  });
