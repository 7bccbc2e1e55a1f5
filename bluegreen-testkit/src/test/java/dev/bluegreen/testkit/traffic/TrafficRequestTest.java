package dev.bluegreen.testkit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficRequestTest {

    @Test
    void saysWhatBecameOfIt() {
        assertThat(TrafficRequest.builder(1, 2).pod("shop-1").version("v2").build())
                .hasToString("answered by shop-1 (v2)");
        assertThat(TrafficRequest.builder(1, 2)
                        .pod("shop-1")
                        .failure(FailureKind.SERVER_ERROR)
                        .detail("503")
                        .build())
                .hasToString("SERVER_ERROR from shop-1: 503");
        assertThat(TrafficRequest.builder(1, 2)
                        .failure(FailureKind.REFUSED)
                        .detail("connection refused")
                        .build())
                .hasToString("REFUSED from no pod: connection refused");
    }
}
