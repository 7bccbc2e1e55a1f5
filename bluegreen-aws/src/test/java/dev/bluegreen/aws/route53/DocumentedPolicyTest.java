package dev.bluegreen.aws.route53;

import dev.bluegreen.aws.Documented;
import org.junit.jupiter.api.Test;

/** The policies of Route 53 records that the documentation shows are those that plans print. */
class DocumentedPolicyTest {

    @Test
    void ofWeightedRecords() {
        try (Dns dns = Dns.weighted()) {
            Documented.requireShown(Documented.policy(Documented.release(dns.platform, dns.cutover())));
        }
    }

    @Test
    void ofWeightedRecordsWithoutAFence() {
        try (Dns dns = Dns.weighted()) {
            Documented.requireShown(Documented.policy(
                    Documented.release(dns.platform, dns.cutover().unfenced())));
        }
    }

    @Test
    void ofAFailoverPair() {
        try (Dns dns = Dns.failover()) {
            Documented.requireShown(Documented.policy(Documented.release(dns.platform, dns.failoverCutover())));
        }
    }
}
