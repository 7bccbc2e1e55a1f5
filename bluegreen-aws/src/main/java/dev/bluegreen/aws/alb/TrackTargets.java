package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.TrackAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Check that the targets of a group are pods of its track, or node ports that lead to them. */
record TrackTargets(Track track, GroupSettings group, GroupHealth health) {

    List<Finding> findings(TrackAddresses known) {
        if (group.hasType(TargetTypeEnum.IP) && !known.podIps().isEmpty()) {
            Set<String> pods =
                    known.podIps().stream().map(TrackTargets::canonical).collect(Collectors.toSet());
            return strangers(target -> pods.contains(canonical(target.id())), "no address of a pod of " + track);
        }
        if (group.hasType(TargetTypeEnum.INSTANCE) && !known.nodePorts().isEmpty()) {
            return strangers(target -> known.nodePorts().contains(target.port()), "no node port of " + track);
        }
        return List.of(unchecked());
    }

    private List<Finding> strangers(Predicate<TargetDescription> isOurs, String kind) {
        String strangers = health.staying().stream()
                .map(TargetHealthDescription::target)
                .filter(isOurs.negate())
                .map(GroupHealth::name)
                .collect(Collectors.joining(", "));
        return strangers.isEmpty()
                ? List.of()
                : List.of(Finding.fatal(
                        "targets-of-another",
                        group.name() + " belongs to " + track + " but has targets that are " + kind + ": " + strangers,
                        "check that the target groups are not swapped, and that its targets were registered by the"
                                + " track's Service"));
    }

    /** Canonical form of an IPv6 address, recognized by its colon so that no name is resolved. */
    private static String canonical(String address) {
        try {
            return address.contains(":") ? InetAddress.getByName(address).getHostAddress() : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private Finding unchecked() {
        return Finding.warning(
                "targets-unchecked",
                "cannot check whether the targets of " + group.name() + " are " + track,
                "use Aws.on(platform), and targets of type ip or instance");
    }
}
