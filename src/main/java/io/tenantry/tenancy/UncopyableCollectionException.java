package io.tenantry.tenancy;

/**
 * The source holds a collection of a kind that no tenant has and that a copy could not keep as it is: a view, a
 * time-series collection or a capped one. Nothing was copied, and trying again will not help.
 */
public class UncopyableCollectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UncopyableCollectionException(String collection, String kind) {
        super("The collection '" + collection + "' cannot be copied: it is " + kind + ".");
    }
}
