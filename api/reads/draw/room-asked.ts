/** Who looks at which draw, and when. */
export interface RoomAsked {
  readonly authorityId: string;
  readonly officerId: string;
  readonly drawId: string;
  /** Business time. */
  readonly nowMs: number;
  readonly publicBaseUrl: string;
}
