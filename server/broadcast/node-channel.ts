/** Carries text from node to node: as soon as it can, or not at all. Nobody waits for it. */
export interface NodeChannel {
  send(nodeId: string, text: string): void;
  /** Calls back with each text that is sent to this node. */
  listen(nodeId: string, onText: (text: string) => void): void;
}
