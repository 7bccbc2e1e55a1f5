package dev.bluegreen.aws.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is wrong with a description of records, said before anything is asked of Route 53. */
class ConfigurationTest {

    private final Dns dns = Dns.weighted();

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void saysAllThatIsWrongWithTheConfigurationAtOnce() {
        Route53Record nothing = Route53Cutover.using(dns.client());

        assertThatThrownBy(() -> nothing.weighted("blue", "blue"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("hostedZone", "record", "'blue' is given for both tracks");
        assertThatThrownBy(() -> nothing.failover("a.example", "A.example.")).hasMessageContaining("both tracks");
        assertThatThrownBy(() -> nothing.hostedZone("../Z1")).hasMessageContaining("../Z1");
        assertThatThrownBy(() -> nothing.record("no host name")).hasMessageContaining("no host name");
        assertThatThrownBy(() -> dns.cutover().slack(Duration.ofSeconds(-1))).hasMessageContaining("slack");
        assertThatThrownBy(() -> dns.cutover().verifiedBy("a b")).hasMessageContaining("a b");
        assertThat(dns.route53.requests()).isEmpty();
    }
}
