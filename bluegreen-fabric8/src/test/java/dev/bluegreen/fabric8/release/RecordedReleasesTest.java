package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.RecordedReleases;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All releases of a cluster, by their Leases. */
class RecordedReleasesTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void thoseOfAllNamespacesAreListedByOneRequest() {
        site.release().build().switchTo(GREEN);
        Fabric8Platform other = site.platform("other").inNamespace("other");
        int before = site.cluster.requests().size();

        RecordedReleases all = BlueGreen.releases(other);

        assertThat(all.notSeen()).isEmpty();
        assertThat(all.releases())
                .extracting(RecordedReleases.Entry::toString)
                .singleElement()
                .asString()
                .startsWith("default/myapp: traffic on GREEN; last cutover BLUE -> GREEN SWITCHED at ");
        assertThat(site.cluster.requests()).hasSize(before + 1);
        assertThat(BlueGreen.history(other))
                .singleElement()
                .satisfies(past -> assertThat(past.namespace()).isEqualTo("default"));
    }

    @Test
    void whoMayNotListAllNamespacesSeesItsOwnAndIsTold() {
        site.release().build().switchTo(GREEN);
        site.cluster
                .faults()
                .on("list")
                .resource("leases")
                .client("reader")
                .nth(1)
                .then(Fault.status(403));

        RecordedReleases all = BlueGreen.releases(site.platform("reader"));

        assertThat(all.releases()).extracting(RecordedReleases.Entry::name).containsExactly("myapp");
        assertThat(all.notSeen())
                .singleElement()
                .asString()
                .startsWith("only releases of namespace default are listed: the permission to list Leases of all");
    }

    @Test
    void aLeaseOfAnotherNameIsNoRecordOfARelease() {
        site.release().build().switchTo(GREEN);
        Lease lease = site.kubectl().leases().withName("bluegreen-myapp").require();
        site.kubectl()
                .resource(new LeaseBuilder(lease)
                        .withNewMetadata()
                        .withName("backup-of-myapp")
                        .withNamespace("default")
                        .withLabels(lease.getMetadata().getLabels())
                        .withAnnotations(lease.getMetadata().getAnnotations())
                        .endMetadata()
                        .build())
                .create();

        assertThat(BlueGreen.releases(site.platform).releases()).hasSize(1);
        assertThat(BlueGreen.history(site.platform)).hasSize(1);
        assertThat(BlueGreen.retireDue(site.platform)).hasSize(1);
    }
}
