package dev.bluegreen.fabric8.weights;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.model.Track;
import java.time.Duration;

class ExternalDnsContractTest extends WeightsContract {

    final DnsShop shop = records();

    DnsShop records() {
        return DnsShop.weighted();
    }

    @Override
    Shop shop() {
        return shop.shop;
    }

    @Override
    void end() {
        shop.close();
    }

    @Override
    String resource() {
        return "dnsendpoints";
    }

    @Override
    CutoverStrategy strategy(Fabric8Platform process) {
        return process.externalDns(DnsShop.NAME);
    }

    /** ExternalDNS looks every minute. */
    @Override
    protected void settle() {
        shop().cluster.clock().advance(Duration.ofMinutes(1));
    }

    @Override
    protected void moveAsAnotherWriter(Track track) {
        if (track == Track.BLUE) {
            shop.weigh(100, 0);
        } else {
            shop.weigh(0, 100);
        }
    }
}
