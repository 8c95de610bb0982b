"""What the program knows: drugs, products, devices and evidence, each fact with its source."""

from __future__ import annotations

from taperlab.catalogue.catalogue import Catalogue
from taperlab.catalogue.error_model import Assay, ErrorModel, Figure
from taperlab.catalogue.errors import CatalogueFileError, UnknownNameError
from taperlab.catalogue.types import (
    Bound,
    Confidence,
    Curve,
    Device,
    DeviceKind,
    Drug,
    Excipient,
    Form,
    Limit,
    Market,
    Point,
    Product,
    Provenance,
    Remark,
    Solubility,
    Source,
    Stability,
)

__all__ = [
    "Assay",
    "Bound",
    "Catalogue",
    "CatalogueFileError",
    "Confidence",
    "Curve",
    "Device",
    "DeviceKind",
    "Drug",
    "ErrorModel",
    "Excipient",
    "Figure",
    "Form",
    "Limit",
    "Market",
    "Point",
    "Product",
    "Provenance",
    "Remark",
    "Solubility",
    "Source",
    "Stability",
    "UnknownNameError",
]
