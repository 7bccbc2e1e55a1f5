/** DNSEndpoints of ExternalDNS: the records of both tracks of one name, their weights, roles and TTLs. */
@NullMarked
package dev.bluegreen.fabric8.internal.dns;

import org.jspecify.annotations.NullMarked;
