package dev.bluegreen.fabric8.weights;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.Track;

/** The contract for a PRIMARY and a SECONDARY record. */
class ExternalDnsFailoverContractTest extends ExternalDnsContractTest {

    @Override
    DnsShop records() {
        return DnsShop.failover();
    }

    @Override
    CutoverStrategy strategy(Fabric8Platform process) {
        return process.externalDns(DnsShop.NAME).failover("blue.elb.example", "green.elb.example");
    }

    @Override
    protected void moveAsAnotherWriter(Track track) {
        shop.endpoint(
                DnsShop.NAME, track == Track.BLUE ? DnsShop.pair("blue", "green") : DnsShop.pair("green", "blue"));
    }
}
