package dev.bluegreen.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                        | release.yaml: the file is empty; begin with 'name:', the name of the app",
                "`name:\n\t- c`                          | release.yaml:2:1: not YAML: found character",
                "`name: [a`                                | release.yaml:1:9: not YAML: expected ',' or ']'",
                "`name: a\nname: b`                       | release.yaml:2:1: 'name' is there twice; keep one of the two",
                "`name: a\n---\nname: b`                 | release.yaml:2:1: a second document begins here; give each release a file of its own",
                "`name: &a checkout`                       | release.yaml:1:7: anchors (&name) are not read; write the value out",
                "`name: *a`                                | release.yaml:1:7: aliases (*name) are not read; write the value out",
                "`name: !!java.net.URL [x]`                | release.yaml:1:7: tags (!name) are not read; write the value out",
                "`name: a\n1: b`                           | release.yaml:2:1: a key is a number; give a text, in quotes if need be",
                "`name: a\n? [a]\n: b`                    | release.yaml:2:3: a key is a list; give a text, in quotes if need be",
                "`checkout`                                | release.yaml:1:1: this is a text; give keys, each as 'key: value'",
                "`name: a\nbake: {duration: 1m, objectives: [{prometheus: http://p, query: up, below: 1, above: 2}]}`"
                        + "| 2 of below, above, burningSlowerThan, noWorseThanBefore, newAgainstOld are here; give one of them",
                "`name: a\nschedule: [{percent: 50, pause: 1m}, {percent: 10, pause: 1m}]`"
                        + "| release.yaml:2:11: schedule: 10 % comes after 50 %; give each step a larger share",
                "`name: a\noneVersionAtATime: true\nschedule: [{percent: 50, pause: 1m}]`"
                        + "| release.yaml:2:20: oneVersionAtATime: 50 % for 1 min, then all; oneVersionAtATime() says",
                "`name: a\nseverities: {probes-mising: fatal}`  | did you mean 'probes-missing'?",
                "`name: a\nwindows: [allow Mon 08:00-17:00]`    | release.yaml:2:11: windows[0]: ",
                "`name: a\nbake: {duration: 1m, onBreach: hold}`| release.yaml:2:32: bake.onBreach: HOLD would make",
                "`name: a\nsmokeTests: [{job: not-there.yaml}]` | release.yaml:2:20: smokeTests[0].job: 'not-there.yaml' cannot be",
                "`name: a\nsmokeTests: [{gett: /}]`             | none of get, load, log, job, loadBalancer is here; give one of"
                        + " them: 'gett' may mean 'get'",
                "`name: a\nsmokeTests: [{get: /, attempts: {count: 99999999999, pause: 1s}}]` | is not a whole number of this size",
                "`name: a\nbake: {duration: 1m, objectives: [{http: http://p, failureRateThreshold: .inf}]}` | not a finite number",
                "`name: a\nstandby: 99999999d`                  | is longer than 10 years",
                "`name: a\nstandby: 1h\n---`                   | a second document"
            })
    void saysWhatIsWrongAndWhere(String text, String problem) {
        assertThat(problems(text)).singleElement().asString().contains(problem.strip());
    }

    @Test
    void neverShowsASecretThatIsWrittenInTheFile() {
        assertThat(problems("""
                name: checkout
                smokeTests: [{get: /, headers: {X-Api-Key: s3cr3t, Authorization: "Bearer s3cr3t"}}]
                approval: {webhook: "https://h.example/s3cr3t"}
                notifiers:
                  - slack: https://hooks.slack.com/s3cr3t
                  - webhook: {env: HOOK}
                    signedBy: whsec_s3cr3t
                  - teams: {url: s3cr3t}
                  - slck: s3cr3t
                  - slack: {env: "https://h.example/s3cr3t"}
                  - slack: {secret: s3cr3t}
                webhook: s3cr3t
                """))
                .hasSize(9)
                .allSatisfy(problem -> assertThat(problem).doesNotContain("s3cr3t"));
        assertThat(problems("name: checkout\nnotifiers: [{slack: s3cr3t"))
                .singleElement()
                .asString()
                .doesNotContain("s3cr3t");
    }

    @Test
    void readsWhatEditorsOnWindowsWrite() {
        assertThat(ReleaseFile.read("release.yaml", "\ufeffname: checkout\r\nstandby: 1h\r\n")
                        .name())
                .isEqualTo("checkout");
    }

    @Test
    void refusesWhatIsTooLargeOrTooDeep() {
        assertThat(problems("name: " + "a".repeat(300_000)))
                .singleElement()
                .asString()
                .contains("more than 256 KiB");
        assertThat(problems("name: " + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("release.yaml:1:26: nested more than 20 levels deep");
        assertThat(problems("name: checkout\nx: [" + "{},".repeat(5_000) + "]")).hasSize(1);
    }

    @Test
    void refusesAFileThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'n', ':', ' ', (byte) 0xe4});

        assertThatThrownBy(() -> ReleaseFile.read(folder.resolve("not-there.yaml")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not-there.yaml' cannot be read");
        assertThatThrownBy(() -> ReleaseFile.read(folder)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> ReleaseFile.read(latin)).hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> ReleaseFile.read(null)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> ReleaseFile.read("release.yaml", null)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> ReleaseFile.read(null, "name: a")).isInstanceOf(ConfigurationException.class);
        ReleaseFile file = ReleaseFile.read("release.yaml", "name: checkout");
        assertThatThrownBy(() -> file.withEnvironment(null)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> file.on(null)).isInstanceOf(ConfigurationException.class);
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
