#include "indexer/document/document.h"
#include "store/text.h"
#include "value.h"
