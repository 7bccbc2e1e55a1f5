package dev.bluegreen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What else lies in a namespace does not keep a cluster from being ready. */
class AwaitReadyTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final Instant start = cluster.time().now();

    @AfterEach
    void close() {
        cluster.close();
    }

    @BeforeEach
    void deploy() {
        cluster.app("shop").deploy();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a bare pod with a Deployment's labels
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: debug, labels: {app: shop, track: green}}
                spec: {containers: [{name: app, image: "shop:1"}]}""",
                // a Deployment whose selector overlaps another's
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: other}
                spec: {replicas: 2, selector: {matchLabels: {app: shop}},
                  template: {metadata: {labels: {app: shop, track: green}},
                   spec: {containers: [{name: app, image: "shop:1"}]}}}""",
                // a Deployment that is told from others by an expression
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: other}
                spec: {replicas: 1, selector: {matchLabels: {app: shop},
                   matchExpressions: [{key: track, operator: In, values: [red]}]},
                  template: {metadata: {labels: {app: shop, track: red}},
                   spec: {containers: [{name: app, image: "shop:1"}]}}}""",
                // a Job whose pods a Service selects, and which end
                """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: smoke}
                spec: {template: {metadata: {labels: {app: shop, track: blue}},
                  spec: {restartPolicy: Never, containers: [{name: app, image: "shop:1"}]}}}""",
                // a Service that asks for a port that no pod has
                """
                apiVersion: v1
                kind: Service
                metadata: {name: other}
                spec: {selector: {app: shop}, ports: [{port: 80, targetPort: none}]}""",
                // a pod that waits for a condition that nobody sets
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: other}
                spec: {selector: {matchLabels: {app: other}},
                  template: {metadata: {labels: {app: other}},
                   spec: {readinessGates: [{conditionType: example.org/open}],
                    containers: [{name: app, image: "shop:1"}]}}}"""
            })
    void isReadySoon(String yaml) {
        cluster.apply(yaml).awaitReady();

        assertThat(Duration.between(start, cluster.time().now())).isLessThan(Duration.ofSeconds(30));
    }
}
