/**
 * The ledger of patches: every `patched(` and `deprecatePatch(` of the workflows, and where each stands. How a patch
 * comes, ages and goes: docs/workflow-versioning.md. A test compares this list, the code and the saved histories.
 */
export interface Patch {
  /** `<family>/<what-changed>-<yyyy-mm>`, family `shared` for the loop of all. The month keeps it from being used twice. */
  readonly id: string;
  /**
   * live: `patched(id)`, both ways stand in the code, for workflows from before are still open.
   * deprecated: `deprecatePatch(id)`, the old way is gone, for no workflow from before is open.
   * removable: `deprecatePatch(id)` still, but no open workflow took the branch: call and entry go with the next change.
   */
  readonly state: 'live' | 'deprecated' | 'removable';
  /** What the flow does since, and why. */
  readonly why: string;
  /** The saved history (`family/shape`) that takes the OLD way; null once that way is gone. */
  readonly before: string | null;
}

export const PATCHES: readonly Patch[] = [
  {
    id: 'shared/steps-in-the-workflow-task-2026-11',
    state: 'live',
    why: 'Tasks, publications and orders write their facts inside the workflow task: an officer waits a third as long.',
    before: 'inspection-task/ordinary',
  },
];
