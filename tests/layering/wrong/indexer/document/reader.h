#include <string>

#include "indexer/extract/extract.h"
#include "schema/value.h"
