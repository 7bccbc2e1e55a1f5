package dev.bluegreen.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a file says is read to the letter, and what is wrong in it is named by line and column. */
class ReleaseFileTest {

    @Test
    void readsANameAndWhatBelongsToIt() {
        ReleaseFile file = ReleaseFile.read("release.yaml", """
                name: checkout
                routers:
                  - selectorPatch: checkout-svc
                smokeTests:
                  - get: /healthz
                    port: 8080
                    expectStatus: 200
                bake:
                  duration: 10m
                  every: 30s
                  objectives:
                    - prometheus: http://prometheus.monitoring:9090
                      query: sum(rate(failed[$window])) / sum(rate(all[$window]))
                      below: 0.01
                standby: 24h
                """);

        assertThat(file.name()).isEqualTo("checkout");
        assertThat(file).hasToString("release.yaml: checkout");
    }

    @Test
    void namesEachProblemByLineColumnAndKey() {
        assertThat(problems("""
                name: Checkout
                routers:
                  - selectorPatch: checkout_svc
                smokeTests:
                  - get: healthz
                    expectStatus: "200"
                    exectBody: ok
                bake:
                  duration: 10
                  every: 5 minutes
                  objectives:
                    - prometheus: prometheus:9090
                      query: up
                standby: {duration: 24h, replicas: 0}
                stanby: 2h
                """))
                .containsExactly(
                        "release.yaml:1:7: name: 'Checkout' is not a DNS-1123 label; use lower-case letters, digits and '-',"
                                + " at most 63, starting and ending with a letter or digit",
                        "release.yaml:3:20: routers[0].selectorPatch: 'checkout_svc' is not a DNS-1123 label; use lower-case"
                                + " letters, digits and '-', at most 63, starting and ending with a letter or digit",
                        "release.yaml:5:10: smokeTests[0].get: 'healthz' is not a path; begin it with '/', and"
                                + " percent-encode characters that a URI does not allow",
                        "release.yaml:6:19: smokeTests[0].expectStatus: '200' is not a whole number; give one such as 3,"
                                + " without quotes",
                        "release.yaml:7:5: smokeTests[0].exectBody: there is no such key; did you mean 'expectBody'?",
                        "release.yaml:9:13: bake.duration: '10' is not a duration; give number and unit, such as 30s, 10m,"
                                + " 1h30m or 7d",
                        "release.yaml:10:10: bake.every: '5 minutes' is not a duration; give number and unit, such as 30s,"
                                + " 10m, 1h30m or 7d",
                        "release.yaml:12:19: bake.objectives[0].prometheus: 'prometheus:...'; give an absolute http or https"
                                + " URI, such as https://shop.example/healthz",
                        "release.yaml:14:36: standby.replicas: 0; keep 1 pod or more, or leave the standby out: a rollback"
                                + " needs a ready pod",
                        "release.yaml:15:1: stanby: there is no such key; did you mean 'standby'?");
    }

    private static List<String> problems(String text) {
        try {
            ReleaseFile.read("release.yaml", text);
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems();
        }
    }
}
