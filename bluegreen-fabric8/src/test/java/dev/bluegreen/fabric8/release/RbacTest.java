package dev.bluegreen.fabric8.release;

import static dev.bluegreen.check.PreflightDepth.THOROUGH;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.fabric8.KubernetesRbac;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rights that are printed for a plan. */
class RbacTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void printsTheRoleOfExactlyOnePlan() {
        assertThat(KubernetesRbac.of(site.release().build().plan(GREEN))).hasToString("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: bluegreen-myapp}
                rules:
                  - {apiGroups: ["apps"], resources: [deployments], verbs: [get, list, watch]}
                  - {apiGroups: [""], resources: [pods], verbs: [list, watch]}
                  - {apiGroups: [""], resources: [services], verbs: [list, watch]}
                  - {apiGroups: ["discovery.k8s.io"], resources: [endpointslices], verbs: [list, watch]}
                  - {apiGroups: ["coordination.k8s.io"], resources: [leases], verbs: [create]}
                  - {apiGroups: ["coordination.k8s.io"], resources: [leases], verbs: [get, update], resourceNames: [bluegreen-myapp]}
                  - {apiGroups: ["networking.k8s.io"], resources: [ingresses], verbs: [list]}
                  - {apiGroups: ["elbv2.k8s.aws"], resources: [targetgroupbindings], verbs: [list]}
                  - {apiGroups: [""], resources: [services], verbs: [get, patch], resourceNames: [myapp-svc]}
                """);
    }

    @Test
    void aThoroughPreflightTakesAClusterRoleForTheNodes() {
        String printed = KubernetesRbac.of(
                        site.release().preflight(THOROUGH).build().plan(GREEN))
                .toString();

        assertThat(printed.substring(printed.indexOf("---"))).isEqualTo("""
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: bluegreen-myapp}
                rules:
                  - {apiGroups: [""], resources: [nodes], verbs: [list]}
                """);
    }
}
