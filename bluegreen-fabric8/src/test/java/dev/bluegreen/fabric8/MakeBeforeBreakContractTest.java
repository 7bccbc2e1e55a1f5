package dev.bluegreen.fabric8;

import dev.bluegreen.cutover.CutoverStrategy;

/** The contract on a selector patch that makes before it breaks. */
class MakeBeforeBreakContractTest extends SelectorPatchContractTest {

    @Override
    protected CutoverStrategy strategy() {
        return process().selectorPatch("checkout-svc").makeBeforeBreak();
    }
}
