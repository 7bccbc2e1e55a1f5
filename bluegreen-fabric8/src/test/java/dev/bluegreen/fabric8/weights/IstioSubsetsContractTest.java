package dev.bluegreen.fabric8.weights;

import org.junit.jupiter.api.Tag;

/** The same contract, where the tracks are subsets of one host. */
@Tag("exhaustive")
class IstioSubsetsContractTest extends IstioRouteContractTest {

    @Override
    IstioShop mesh() {
        return IstioShop.subsets();
    }
}
